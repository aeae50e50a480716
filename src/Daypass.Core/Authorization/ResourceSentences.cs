using System.Collections.Frozen;

namespace Daypass.Core.Authorization;

/// <summary>How a denial of IAM says its resource, which AWS does oddly: <c>user anna</c>, <c>policy arn:…</c>, or the plain ARN.
/// <c>IamDenials.txt</c> beside it is the table.</summary>
internal sealed class ResourceSentences
{
    private const string Table = "Daypass.Core.Authorization.IamDenials.txt";
    private const string Prefix = "iam:";
    private const string Plain = "{arn}";

    private static readonly Lazy<ResourceSentences> Read = new(static () => new ResourceSentences());

    private readonly FrozenDictionary<string, string> _forms;
    private readonly FrozenSet<string> _silent;

    private ResourceSentences()
    {
        using var stream = typeof(ResourceSentences).Assembly.GetManifestResourceStream(Table)
            ?? throw new InvalidOperationException($"{Table} is not in the assembly.");
        using var lines = new StreamReader(stream);
        var forms = new Dictionary<string, string>(StringComparer.Ordinal);
        var silent = new List<string>();
        var form = Plain;
        while (lines.ReadLine() is { } line)
        {
            var (word, rest) = line.IndexOf(' ') is > 0 and var blank ? (line[..blank], line[(blank + 1)..]) : (line, "");
            switch (word)
            {
                case "sentence":
                    form = rest;
                    break;
                case "recorded" or "alike":
                    foreach (var action in rest.Split(' '))
                    {
                        forms.Add(Prefix + action, form);
                    }

                    break;
                case "silent":
                    silent.AddRange(rest.Split(' ').Select(static action => Prefix + action));
                    break;
            }
        }

        _forms = forms.ToFrozenDictionary(StringComparer.Ordinal);
        _silent = silent.ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>The table; it is read when the first denial asks for it.</summary>
    public static ResourceSentences Instance => Read.Value;

    /// <summary>The actions that have a row.</summary>
    public IEnumerable<string> Actions => _forms.Keys;

    /// <summary>What stands behind <c>on resource:</c>.</summary>
    public string Say(Access access)
    {
        var (form, arn) = (_forms.GetValueOrDefault(access.Action, Plain), access.Resource);
        if (form.EndsWith(Plain, StringComparison.Ordinal))
        {
            return form.Length == Plain.Length ? arn : string.Concat(form.AsSpan(0, form.Length - Plain.Length), arn);
        }

        var at = form.IndexOf('{');
        var value = form.AsSpan(at) is "{path}" ? PathIn(arn) : access.Asked ?? NameIn(arn);
        return value.Length == 0 ? arn : string.Concat(form.AsSpan(0, at), value);
    }

    /// <summary>Whether denials of an action carry an authorization id: at AWS most of IAM's do, and no others.</summary>
    public bool AreNumbered(string action) => action.StartsWith(Prefix, StringComparison.Ordinal) && !_silent.Contains(action);

    /// <summary>The name at the end of an ARN; empty for one without a slash, such as root's.</summary>
    private static string NameIn(string arn) => arn[(arn.LastIndexOf('/') is var slash && slash < 0 ? arn.Length : slash + 1)..];

    /// <summary>The path behind the kind of resource, as far as it was asked for.</summary>
    private static string PathIn(string arn) => arn.IndexOf('/') is >= 0 and var slash ? arn[slash..] : "";
}
