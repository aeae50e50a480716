namespace Daypass.Protocol.Errors;

/// <summary>Errors any operation of any service can end in, in AWS's words (sts.md 3.1, 4.1, 9.2).</summary>
public static class CommonErrors
{
    private const int MostEchoed = 256;

    /// <summary>An integer that is none, or does not fit 32 bits: AWS sends no message.</summary>
    public static AwsError MalformedInput() => new("MalformedInput", 400, null);

    /// <summary>An integer that is empty.</summary>
    public static AwsError MissingNumber() => new("MalformedInput", 400, "missing value for decimal type");

    /// <summary>The dispatcher knows no such operation; answered without authentication.</summary>
    public static AwsError InvalidAction(string action, string version) =>
        new("InvalidAction", 400, $"Could not find operation {Shorten(action)} for version {Shorten(version)}") { IsDispatchFault = true };

    private static string Shorten(string text) => text.Length <= MostEchoed ? text : text[..MostEchoed];
}
