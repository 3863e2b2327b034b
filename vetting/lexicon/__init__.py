"""Words of the trade as data: form, canonical, language, source."""
