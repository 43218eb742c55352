# Shuts what only Windows can shut, for the whole computer and for the user "kiosk". Run as administrator, while "kiosk" is
# signed out and has signed in once before. Undo: -Remove. docs/kiosk.md tells what each row is for.
[CmdletBinding()]
param(
    [string]$User = 'kiosk',
    [string]$Shell = '',
    [switch]$Remove
)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

# Path, name, value, and what Windows has there by itself ($null: nothing).
$policies = 'Software\Microsoft\Windows\CurrentVersion\Policies'
$machine = @(
    @('SOFTWARE\Policies\Microsoft\Windows\EdgeUI', 'AllowEdgeSwipe', 0, $null),
    @('SOFTWARE\Policies\Microsoft\Windows\System', 'DisableLockScreenAppNotifications', 1, $null),
    @('SOFTWARE\Microsoft\Windows\Windows Error Reporting', 'Disabled', 1, $null),
    @('SOFTWARE\Microsoft\Windows\Windows Error Reporting', 'DontShowUI', 1, $null),
    @('SYSTEM\CurrentControlSet\Control\CrashControl', 'CrashDumpEnabled', 0, 7),
    @('SYSTEM\CurrentControlSet\Control\Session Manager\Memory Management', 'ClearPageFileAtShutdown', 1, 0),
    @("$policies\System", 'HideFastUserSwitching', 1, $null),
    @("$policies\System", 'ShutdownWithoutLogon', 0, 1)
)
$own = @(
    @("$policies\System", 'DisableTaskMgr', 1, $null),
    @("$policies\System", 'DisableLockWorkstation', 1, $null),
    @("$policies\System", 'DisableChangePassword', 1, $null),
    @("$policies\System", 'DisableRegistryTools', 1, $null),
    @("$policies\Explorer", 'NoLogoff', 1, $null),
    @("$policies\Explorer", 'NoClose', 1, $null),
    @("$policies\Explorer", 'NoWinKeys', 1, $null),
    @("$policies\Explorer", 'NoDriveTypeAutoRun', 255, $null),
    @('Software\Policies\Microsoft\Windows\Explorer', 'DisableNotificationCenter', 1, $null),
    @('Software\Microsoft\Windows\CurrentVersion\PushNotifications', 'ToastEnabled', 0, 1),
    # The touch keyboard does not come by itself: the first on Windows 10, the second on Windows 11.
    @('Software\Microsoft\TabletTip\1.7', 'EnableDesktopModeAutoInvoke', 0, $null),
    @('Software\Microsoft\TabletTip\1.7', 'TouchKeyboardTapInvoke', 0, $null),
    # Five times Shift, eight seconds of Shift, five seconds of Num Lock: each shows a dialog with a way to Settings.
    @('Control Panel\Accessibility\StickyKeys', 'Flags', '506', '510'),
    @('Control Panel\Accessibility\Keyboard Response', 'Flags', '122', '126'),
    @('Control Panel\Accessibility\ToggleKeys', 'Flags', '58', '62')
)
if ($Shell -or $Remove) {
    $own += , @('Software\Microsoft\Windows NT\CurrentVersion\Winlogon', 'Shell', $Shell, $null)
}

function Set-Row {
    param([string]$Root, [object[]]$Row)
    $key = "Registry::$Root\$($Row[0])"
    $value = if ($Remove) { $Row[3] } else { $Row[2] }
    if ($null -eq $value) {
        Remove-ItemProperty -Path $key -Name $Row[1] -ErrorAction SilentlyContinue
        return
    }
    if (-not (Test-Path $key)) { New-Item -Path $key -Force | Out-Null }
    $type = if ($value -is [int]) { 'DWord' } else { 'String' }
    New-ItemProperty -Path $key -Name $Row[1] -Value $value -PropertyType $type -Force | Out-Null
}

foreach ($row in $machine) { Set-Row 'HKEY_LOCAL_MACHINE' $row }

$sid = (Get-LocalUser -Name $User).SID.Value
$folder = (Get-CimInstance -ClassName Win32_UserProfile -Filter "SID='$sid'").LocalPath
if (-not $folder) { throw "$User has never signed in, so there is nothing to lock yet." }
& reg.exe load 'HKU\kbviewer-kiosk' "$folder\NTUSER.DAT" | Out-Null
if ($LASTEXITCODE -ne 0) { throw "$User is signed in: sign out first." }
try {
    foreach ($row in $own) { Set-Row 'HKEY_USERS\kbviewer-kiosk' $row }
} finally {
    [gc]::Collect()  # lets go of the keys, or the hive cannot be unloaded
    & reg.exe unload 'HKU\kbviewer-kiosk' | Out-Null
}

if (-not $Remove) {
    & powercfg.exe /hibernate off
    & powercfg.exe /change standby-timeout-ac 0
    & powercfg.exe /change monitor-timeout-ac 0
}
Write-Output 'Done. It holds from the next sign-in; restart the computer.'
