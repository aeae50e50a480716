# Installs the programs of Daypass for one person, without a .NET SDK: install.ps1 ADDRESS, where ADDRESS is where the archives of
# ./publish.sh --all and their SHA256SUMS lie. Into %LOCALAPPDATA%\Programs\daypass, which is added to the person's Path.
param([Parameter(Mandatory)][string]$Address)
$ErrorActionPreference = 'Stop'
$Address = $Address.TrimEnd('/')
$target = Join-Path $env:LOCALAPPDATA 'Programs\daypass'
$work = Join-Path ([IO.Path]::GetTempPath()) ([IO.Path]::GetRandomFileName())
New-Item -ItemType Directory $work | Out-Null
try {
    Invoke-WebRequest "$Address/SHA256SUMS" -OutFile "$work\SHA256SUMS" -UseBasicParsing
    $lines = @(Get-Content "$work\SHA256SUMS" | Where-Object { $_ -cmatch '^[0-9a-f]{64}  daypass-[0-9A-Za-z.+-]*-win-x64\.tar\.gz$' })
    if ($lines.Count -ne 1) { throw 'SHA256SUMS does not name one archive for win-x64.' }
    $sum, $archive = $lines[0] -split '  ', 2
    Invoke-WebRequest "$Address/$archive" -OutFile "$work\$archive" -UseBasicParsing
    if ((Get-FileHash "$work\$archive" -Algorithm SHA256).Hash.ToLowerInvariant() -ne $sum) {
        throw "$archive is not the one that SHA256SUMS names: nothing was installed."
    }
    New-Item -ItemType Directory "$work\new" | Out-Null
    tar -xzf "$work\$archive" -C "$work\new" --strip-components 1
    if (-not (Test-Path "$work\new\daypass.exe")) { throw "$archive holds no daypass." }
    if (Test-Path $target) { Remove-Item $target -Recurse -Force }
    New-Item -ItemType Directory (Split-Path $target) -Force | Out-Null
    Move-Item "$work\new" $target
    $path = [Environment]::GetEnvironmentVariable('Path', 'User')
    if (($path -split ';') -notcontains $target) { [Environment]::SetEnvironmentVariable('Path', "$path;$target", 'User') }
    "$archive is in $target, which is in Path for new windows. What is missing, if anything: daypass self-check"
}
finally { Remove-Item $work -Recurse -Force }
