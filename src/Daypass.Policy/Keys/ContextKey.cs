namespace Daypass.Policy.Keys;

/// <summary>The type of a condition key's values.</summary>
public enum ContextKeyType
{
    /// <summary>Text; the IAM guide says String.</summary>
    Text,

    /// <summary>An ARN.</summary>
    Arn,

    /// <summary>An integer or decimal.</summary>
    Numeric,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Bool,

    /// <summary>A moment.</summary>
    Date,

    /// <summary>An IPv4 or IPv6 address.</summary>
    IpAddress,

    /// <summary>Bytes in base64.</summary>
    Binary,
}

/// <summary>One row of the condition-key table.</summary>
/// <param name="Name">The key; a name ending in a slash stands for every key that begins so, one for each tag.</param>
/// <param name="Type">The type of its values.</param>
/// <param name="IsMultivalued">True when it needs ForAllValues or ForAnyValue.</param>
/// <param name="Presence">When a request carries it.</param>
public sealed record ContextKey(string Name, ContextKeyType Type, bool IsMultivalued, string Presence)
{
    /// <summary>True when the name stands for a family of keys.</summary>
    public bool IsFamily => Name[^1] == '/';

    /// <summary>False for keys that only services in front of the verifier can supply, which Daypass itself never sets.</summary>
    public bool IsSetByDaypass { get; init; } = true;

    /// <summary>The IAM guide's name of the type, with <c>List</c> for multivalued keys, as SimulateCustomPolicy takes it.</summary>
    public string SimulationType
    {
        get
        {
            var type = Type switch
            {
                ContextKeyType.Numeric => "numeric",
                ContextKeyType.Bool => "boolean",
                ContextKeyType.Date => "date",
                ContextKeyType.IpAddress => "ip",
                ContextKeyType.Binary => "binary",
                _ => "string",
            };
            return IsMultivalued ? type + "List" : type;
        }
    }
}
