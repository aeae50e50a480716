using System.Text;

namespace Daypass.Client.Tests.Profiles;

/// <summary>Files as people and tools leave them: odd spellings of headers, indents, comments, empty lines, line ends, values of several lines.</summary>
internal sealed class IniSamples(int seed)
{
    private static readonly string[] Names = ["default", "a", "b c", "prod", "x]y", "ümlaut", "a/b:c", "DEFAULT2"];
    private static readonly string[] Keys = ["region", "Role_Arn", "source_profile", "s3", "sts", "output", "aws_access_key_id", "x y"];
    private static readonly string[] Values =
    [
        "eu-west-1", "a = b", "  spaced out  ", "", "# no comment", "x ; still", "\"quoted\"", "ünï", "a:b", "=", "[x]",
    ];

    private static readonly string[] Comments = ["# ---- PROD: ask Jane ----", "; old", "   # indented", "#", "\t;[profile gone]"];

#pragma warning disable CA5394, RS0030 // The same files in every run.
    private readonly Random _random = new(seed);

    /// <summary>A file.</summary>
    /// <param name="credentials">True for one whose sections are named by profiles alone.</param>
    public string Next(bool credentials)
    {
        var end = Pick("\n", "\n", "\n", "\r\n", "\r");
        var text = new StringBuilder();
        List<string> used = [];
        Noise(text, end);
        for (var section = _random.Next(6); section > 0; section--)
        {
            var name = Pick(Names);
            if (used.Contains(name))
            {
                continue;
            }

            used.Add(name);
            text.Append(Pick("", "", "", "  ", "\t")).Append('[').Append(credentials ? name : Header(name)).Append(']')
                .Append(Pick("", "", "  ", " ; c", " junk")).Append(end);
            Noise(text, end);
            WriteSettings(text, end);
        }

        if (_random.Next(4) == 0 && text.Length > 0)
        {
            text.Length -= end.Length;
        }

        return text.ToString();
    }

    /// <summary>A profile's name.</summary>
    public string NextName() => Pick(Names);

    /// <summary>Settings to write.</summary>
    public List<(string Key, string Value)> NextSettings()
    {
        List<(string, string)> settings = [];
        foreach (var key in new[] { "region", "role_arn", "sts", "new_one" })
        {
            if (_random.Next(2) == 0 || settings.Count == 0)
            {
                settings.Add((key, Pick("eu-north-1", "a = b", "", "v#w", "ü", "\"q\"", "[z]")));
            }
        }

        return settings;
    }

    private void WriteSettings(StringBuilder text, string end)
    {
        // A line that is indented more than the one above would be a part of it.
        var indent = Pick("", "", "", "    ", "\t\t");
        List<string> used = [];
        for (var count = _random.Next(5); count > 0; count--)
        {
            var key = Pick(Keys);
            if (used.Contains(key))
            {
                continue;
            }

            used.Add(key);
            var nested = _random.Next(4) == 0;
            text.Append(indent).Append(key).Append(Pick("=", " = ", ":", "\t= ")).Append(nested ? "" : Pick(Values)).Append(end);
            for (var more = nested ? 1 + _random.Next(3) : _random.Next(8) == 0 ? 1 : 0; more > 0; more--)
            {
                text.Append(_random.Next(5) == 0 ? end : "").Append(_random.Next(5) == 0 ? Pick(Comments) + end : "");
                text.Append(indent).Append(Pick("  ", "\t", "      ")).Append(Pick("endpoint_url = http://x.example:1", "max=5", "k = = v")).Append(end);
            }

            Noise(text, end);
            indent = indent.Length > 0 && _random.Next(4) == 0 ? indent[1..] : indent;
        }
    }

    private void Noise(StringBuilder text, string end)
    {
        while (_random.Next(3) == 0)
        {
            text.Append(Pick(Comments.Append("").Append("   ").ToArray())).Append(end);
        }
    }

    private string Header(string name) => name == "default" && _random.Next(2) == 0 ? name : _random.Next(12) switch
    {
        0 => $"sso-session {Quoted(name)}",
        1 => $"services {Quoted(name)}",
        2 => $"profile\t{Quoted(name)}",
        3 => $"profile   '{name}' ",
        4 => "preview",
        5 => $"profile {name} too many",
        _ => $"profile {Quoted(name)}",
    };

    private string Quoted(string name) => name.Contains(' ') || _random.Next(3) == 0 ? Pick($"\"{name}\"", $"'{name}'") : name;

    private T Pick<T>(params T[] choices) => choices[_random.Next(choices.Length)];
#pragma warning restore CA5394, RS0030
}
