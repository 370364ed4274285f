"""What people's own calendars say of meetings: invitations by mail and private feeds."""
