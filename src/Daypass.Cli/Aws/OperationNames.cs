using System.Text;

namespace Daypass.Cli.Aws;

/// <summary>Names on the wire and on the command line: <c>AssumeRoleWithSAML</c> and <c>assume-role-with-saml</c>.</summary>
internal static class OperationNames
{
    /// <summary>The name on the command line.</summary>
    public static string ForCommandLine(string wireName)
    {
        var name = new StringBuilder(wireName.Length + 8);
        for (var index = 0; index < wireName.Length; index++)
        {
            var character = wireName[index];
            if (index > 0 && char.IsAsciiLetterUpper(character) && BeginsWord(wireName, index))
            {
                name.Append('-');
            }

            name.Append(char.ToLowerInvariant(character));
        }

        return name.ToString();
    }

    // A capital begins a word behind a small letter or a digit, and before a small letter: SSH|Public|Key, MFA|Devices.
    private static bool BeginsWord(string name, int index) =>
        char.IsAsciiLetterLower(name[index - 1]) || char.IsAsciiDigit(name[index - 1])
        || (index + 1 < name.Length && char.IsAsciiLetterLower(name[index + 1]));
}
