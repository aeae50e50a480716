using System.Globalization;
using Daypass.Protocol.Catalogue;

namespace Daypass.Protocol.Query;

/// <summary>The sentences of the constraints, as AWS words them.</summary>
internal static class Constraints
{
    public const string NotNull = "Member must not be null";

    /// <summary>How the sentence about a pattern begins.</summary>
    public const string Pattern = "Member must satisfy regular expression pattern: ";

    /// <summary>How the sentence about permitted values begins.</summary>
    public const string Values = "Member must satisfy enum value set: ";

    public static string LengthAtLeast(int minimum) => Bound("length greater", minimum);

    public static string LengthAtMost(int maximum) => Bound("length less", maximum);

    public static string ValueAtLeast(int minimum) => Bound("value greater", minimum);

    public static string ValueAtMost(int maximum) => Bound("value less", maximum);

    public static string Matches(TextPattern pattern) => Pattern + pattern.Text;

    /// <summary>What IAM says of some members instead of their pattern, in sentences of its own; null where it shows the pattern. Seen in public reports:
    /// names (aws-amplify/amplify-cli #9120, aws-cloudformation/cfn-lint #996), aliases (app-sre/qontract-schemas #824) and paths.</summary>
    public static string? IamRule(TextPattern pattern) => pattern.Text switch
    {
        Patterns.NonEmptyName => "It must contain only alphanumeric characters and/or the following: +=,.@_-",
        Patterns.Path => "It must begin and end with / and contain only alphanumeric characters and/or / characters.",
        Patterns.AccountAlias => "It must be a minimum length of 3 characters and maximum length of 63 characters, contain only digits, lowercase letters, "
            + "and hyphens (-), but cannot begin or end with a hyphen.",
        _ => null,
    };

    public static string OneOf(IReadOnlyList<string> values) => $"{Values}[{Recorded(string.Join(", ", values))}]";

    /// <summary>The one clause for a list of strings of which at least one is wrong or null: all that its elements must satisfy.</summary>
    public static string Elements(MemberDescription element)
    {
        var parts = new List<string>(4);
        if (element.Maximum is { } maximum)
        {
            parts.Add(LengthAtMost(maximum));
        }

        if (element.Minimum is { } minimum)
        {
            parts.Add(LengthAtLeast(minimum));
        }

        if (element.Pattern is { } pattern)
        {
            parts.Add(Matches(pattern));
        }

        if (element.Values.Count > 0)
        {
            parts.Add(OneOf(element.Values));
        }

        return $"Member must satisfy constraint: [{string.Join(", ", parts)}]";
    }

    /// <summary>AWS prints a set in no order that can be told from its model. Those that were seen are printed so.</summary>
    private static string Recorded(string values) => values switch
    {
        "v1Token, v2Token" => "v2Token, v1Token",
        "User, Role, Group, LocalManagedPolicy, AWSManagedPolicy" => "LocalManagedPolicy, User, AWSManagedPolicy, Role, Group",
        _ => values,
    };

    private static string Bound(string what, int bound) =>
        string.Create(CultureInfo.InvariantCulture, $"Member must have {what} than or equal to {bound}");
}
