"""HTTP that is not a noun: settings, guard, fragments, headers, languages, forms."""
