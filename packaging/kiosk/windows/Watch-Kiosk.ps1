# Starts kbviewer as a kiosk and keeps it going: anew when it has crashed, and when its window has not answered for half a
# minute. Ends when the owner has closed it with the PIN. It is the shell of a user on an edition without Shell Launcher,
# or with -WatchOnly a task beside Shell Launcher, which starts the program itself.
[CmdletBinding()]
param(
    [string]$Program = 'C:\Program Files\kbviewer\kbviewer.exe',
    [switch]$WatchOnly
)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$lookEvery = 5
$hungAfter = 30

function Stop-Hung {
    # Ends the program, and with it the processes of its web engine.
    param([int]$Id)
    & "$env:SystemRoot\System32\taskkill.exe" /PID $Id /T /F | Out-Null
}

function Wait-Kiosk {
    # Waits until the process ends, ending it by force when its window hangs.
    param([System.Diagnostics.Process]$Process)
    $silent = 0
    while (-not $Process.WaitForExit($lookEvery * 1000)) {
        $Process.Refresh()
        if ($Process.Responding) { $silent = 0 } else { $silent += $lookEvery }
        if ($silent -ge $hungAfter) {
            Stop-Hung -Id $Process.Id
            [void]$Process.WaitForExit(10000)
            return
        }
    }
}

if ($WatchOnly) {
    $session = (Get-Process -Id $PID).SessionId
    while ($true) {
        $name = [System.IO.Path]::GetFileNameWithoutExtension($Program)
        $running = Get-Process -Name $name -ErrorAction SilentlyContinue |
            Where-Object { $_.SessionId -eq $session -and $_.MainWindowHandle -ne 0 } |
            Select-Object -First 1
        if ($running) { Wait-Kiosk -Process $running }
        Start-Sleep -Seconds $lookEvery
    }
}

while ($true) {
    $process = Start-Process -FilePath $Program -ArgumentList '--kiosk' -PassThru
    [void]$process.Handle  # or the exit code is not kept
    Wait-Kiosk -Process $process
    if ($process.HasExited -and $process.ExitCode -eq 0) { break }
    Start-Sleep -Seconds $lookEvery
}
