"""newsgen beside Hugo, Pelican and Eleventy, on one corpus. See README.md here."""
