using System.ComponentModel;
using System.Diagnostics;

namespace Daypass.Protocol.Tests.Signing;

/// <summary>A fact that needs python3 with botocore; skipped by name where they are missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BotocoreFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> Present = new(IsPresent);

    public BotocoreFactAttribute() => Skip = Present.Value ? null : "python3 with botocore is not installed";

    private static bool IsPresent()
    {
        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", ["-c", "import botocore.auth"]) { RedirectStandardError = true })!;
            python.StandardError.ReadToEnd();
            python.WaitForExit();
            return python.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
