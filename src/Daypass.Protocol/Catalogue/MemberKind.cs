namespace Daypass.Protocol.Catalogue;

/// <summary>What a member of a request or an answer holds.</summary>
public enum MemberKind
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>A signed 32-bit integer.</summary>
    Integer,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>An instant in UTC.</summary>
    Timestamp,

    /// <summary>Bytes, base64 on the wire.</summary>
    Blob,

    /// <summary>A list of strings or structures.</summary>
    List,

    /// <summary>A structure with members of its own.</summary>
    Structure,

    /// <summary>Named strings, integers, structures or JSON values.</summary>
    Map,

    /// <summary>Any JSON value.</summary>
    Document,
}
