"""The click editor's server side: interactions become revisions of masks."""
