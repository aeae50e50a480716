using Daypass.Cli.Arguments;
using Daypass.Client;
using Daypass.Client.Errors;
using Daypass.JmesPath.Values;
using Daypass.Protocol.Catalogue;

namespace Daypass.Cli.Aws;

/// <summary>The seed of a new MFA device goes into a file and never onto a screen.</summary>
internal static class MfaBootstrap
{
    /// <summary>What the example in the help adds to the members.</summary>
    public const string Example = " --outfile device.png --bootstrap-method QRCodePNG";

    private const string OutFile = "--outfile";
    private const string Method = "--bootstrap-method";
    private static readonly string[] Methods = ["QRCodePNG", "Base32StringSeed"];

    /// <summary>True for the one operation this is about.</summary>
    public static bool AppliesTo(OperationDescription operation) => operation.Name == "CreateVirtualMFADevice";

    /// <summary>Adds the options.</summary>
    public static void Adjust(List<OptionRule> rules)
    {
        rules.Add(new OptionRule(OutFile) { Required = true, Summary = "The file that the seed is written to." });
        rules.Add(new OptionRule(Method) { Required = true, Choices = Methods, Summary = "What is written: a picture to scan, or the seed as text." });
    }

    /// <summary>Writes the seed into the file and takes it out of the answer.</summary>
    public static ClientError? Save(ParsedArguments parsed, MapValue result, ClientEnvironment environment)
    {
        var device = result.Find("VirtualMFADevice") as MapValue;
        var seed = device?.FindText(parsed.GetValue(Method)!);
        var bytes = new byte[seed?.Length ?? 0];
        if (seed is null || !Convert.TryFromBase64String(seed, bytes, out var length))
        {
            return ClientError.General("The answer holds no seed.");
        }

        try
        {
            PrivateFile.Write(Path.GetFullPath(environment.ExpandPath(parsed.GetValue(OutFile)!)), bytes.AsSpan(0, length));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return ClientError.General($"The seed cannot be written: {refused.Message}");
        }

        var shown = new MapValue();
        foreach (var member in device!.Members)
        {
            if (Array.IndexOf(Methods, member.Name) < 0)
            {
                shown.Set(member.Name, member.Value);
            }
        }

        result.Set("VirtualMFADevice", shown);
        return null;
    }
}
