"""Having the computer itself begin the nights: systemd, cron, launchd, Windows' Task Scheduler."""
