using System.Diagnostics;

namespace Daypass.JmesPath.Tests.Support;

/// <summary>A Python interpreter that some comparisons need; where it is missing they are skipped by name.</summary>
internal static class Python
{
    /// <summary>True when the module can be imported.</summary>
    public static bool Has(string module)
    {
        try
        {
            return Run("import " + module, string.Empty).ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    /// <summary>Runs a script with text on its standard input.</summary>
    public static (int ExitCode, string Output, string Error) Run(string script, string input)
    {
        using var python = Process.Start(new ProcessStartInfo("python3", ["-c", script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PYTHONIOENCODING"] = "utf-8" },
        })!;
        var output = python.StandardOutput.ReadToEndAsync();
        var error = python.StandardError.ReadToEndAsync();
        python.StandardInput.Write(input);
        python.StandardInput.Close();
        python.WaitForExit();
        return (python.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }
}

/// <summary>A comparison with the JMESPath library that the aws command line uses.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ComparesWithPythonFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> Present = new(static () => Python.Has("jmespath"));

    /// <summary>Skips where Python or its jmespath module is missing.</summary>
    public ComparesWithPythonFactAttribute()
    {
        if (!Present.Value)
        {
            Skip = "python3 with the jmespath module is not on this machine";
        }
    }
}
