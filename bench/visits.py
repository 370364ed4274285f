"""A browser as far as the benchmark needs one: signs in over HTTP and prepares requests as bytes."""

from __future__ import annotations

import html
import http.client
import re
from urllib.parse import urlencode

TOKEN = re.compile(r'name="form_token" value="([^"]+)"')


class Visitor:
    """Somebody signed in at a server."""

    def __init__(self, port: int, email: str, password: str) -> None:
        self.port, self.cookie = port, ""
        token = self.form_token("/sessions/new")
        status = self._fetch("POST", "/sessions", {"email": email, "password": password, "form_token": token})[0]
        if status != http.client.SEE_OTHER:
            raise RuntimeError(f"sign-in of {email} answers {status}")

    def get(self, path: str) -> tuple[int, str]:
        """Status and text of a page."""
        return self._fetch("GET", path)

    def form_token(self, path: str) -> str:
        """The token of a form on a page, good for every form of this sign-in."""
        status, text = self.get(path)
        found = TOKEN.search(text)
        if found is None:
            raise RuntimeError(f"{path} answers {status} and has no form")
        return html.unescape(found[1])

    def request(self, path: str, fields: dict[str, str] | None = None) -> str:
        """A request for the load: GET, or POST of these fields."""
        head = [f"Host: 127.0.0.1:{self.port}", f"Cookie: {self.cookie}", "Connection: close", "Accept-Language: fi"]
        if fields is None:
            return "\r\n".join([f"GET {path} HTTP/1.1", *head, "", ""])
        body = urlencode(fields)
        head += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}", "Sec-Fetch-Site: same-origin"]
        return "\r\n".join([f"POST {path} HTTP/1.1", *head, "", body])

    def _fetch(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": self.cookie, "Accept-Language": "fi"}
        if fields:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, urlencode(fields) if fields else None, headers)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        for line in answer.headers.get_all("Set-Cookie") or []:
            if line.startswith("peili="):
                self.cookie = line.partition(";")[0]
        connection.close()
        return answer.status, text
