using System.Text;
using System.Text.Json;

namespace Daypass.Protocol.Catalogue;

/// <summary>One member of a request, an answer or a structure, as the wire knows it.</summary>
public sealed class MemberDescription
{
    /// <summary>Describes a member.</summary>
    /// <param name="name">The name on the wire.</param>
    /// <param name="kind">What it holds.</param>
    public MemberDescription(string name, MemberKind kind)
    {
        Name = name;
        Kind = kind;
        Utf8 = Encoding.UTF8.GetBytes(name);
        RecordName = JsonEncodedText.Encode(char.ToLowerInvariant(name[0]) + name[1..]);
        Utf8Prefix = Encoding.UTF8.GetBytes(kind switch
        {
            MemberKind.List => name + ".member.",
            MemberKind.Map => name + ".entry.",
            _ => name + ".",
        });
    }

    /// <summary>The name on the wire, for example <c>RoleArn</c>; case matters.</summary>
    public string Name { get; }

    /// <summary>What the member holds.</summary>
    public MemberKind Kind { get; }

    /// <summary>True when a request without it is refused (in an answer: when it is always there).</summary>
    public bool Required { get; init; }

    /// <summary>Lowest length in Unicode scalar values (strings), value (integers) or count (lists).</summary>
    public int? Minimum { get; init; }

    /// <summary>Highest length in Unicode scalar values (strings), value (integers) or count (lists).</summary>
    public int? Maximum { get; init; }

    /// <summary>The pattern a string has to match.</summary>
    public TextPattern? Pattern { get; init; }

    /// <summary>The only permitted strings; empty when any will do.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>True when the value must never be repeated in an error, a log or an audit record.</summary>
    public bool Sensitive { get; init; }

    /// <summary>True when the value is kept out of logs and audit records though AWS's errors repeat it: MFA codes, assertions.</summary>
    public bool Unrecorded { get; init; }

    /// <summary>True when no log and no audit record may have the value.</summary>
    public bool IsSecret => Sensitive || Unrecorded;

    /// <summary>True when an answer carries the string percent-encoded (RFC 3986), as IAM does with policy documents.</summary>
    public bool PercentEncoded { get; init; }

    /// <summary>True when an answer writes the instant with milliseconds.</summary>
    public bool Milliseconds { get; init; }

    /// <summary>What an element of a list, or a value of a map, is; null for every other kind.</summary>
    public MemberDescription? Element { get; init; }

    /// <summary>The members of a structure, in the order of the model.</summary>
    public IReadOnlyList<MemberDescription> Members { get; init; } = [];

    /// <summary>The name of a structure's type, for example <c>Tag</c>; empty for every other kind.</summary>
    public string StructureName { get; init; } = "";

    /// <summary>One sentence on what it means.</summary>
    public string Summary { get; init; } = "";

    /// <summary>The name as UTF-8.</summary>
    public ReadOnlySpan<byte> Utf8Name => Utf8;

    /// <summary>The name in audit records: the first letter small, as CloudTrail has it.</summary>
    internal JsonEncodedText RecordName { get; }

    internal byte[] Utf8 { get; }

    internal byte[] Utf8Prefix { get; }
}
