using System.Text;

namespace Daypass.Core.Telemetry;

/// <summary>Writes names of ours as values of labels: <c>ServiceControl</c> is <c>service_control</c>.</summary>
internal static class LabelText
{
    /// <summary>The value for a name in Pascal case.</summary>
    public static string Write(string name)
    {
        var label = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsAsciiLetterUpper(letter) && label.Length > 0)
            {
                label.Append('_');
            }

            label.Append(char.ToLowerInvariant(letter));
        }

        return label.ToString();
    }
}
