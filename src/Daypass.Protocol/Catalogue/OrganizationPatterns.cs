namespace Daypass.Protocol.Catalogue;

/// <summary>The texts of the patterns of Organizations' model; each has a matcher, because none but the names is a single class of characters.</summary>
public static class OrganizationPatterns
{
    /// <summary>Account numbers.</summary>
    public const string AccountId = @"^\d{12}$";

    /// <summary>E-mail addresses: one at, and a full stop behind it.</summary>
    public const string Email = @"[^\s@]+@[^\s@]+\.[^\s@]+";

    /// <summary>Names of accounts that are made.</summary>
    public const string AccountName = @"[\u0020-\u007E]+";

    /// <summary>Roots and organisational units.</summary>
    public const string ParentId = @"^(r-[0-9a-z]{4,32})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$";

    /// <summary>Accounts and organisational units.</summary>
    public const string ChildId = @"^(\d{12})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$";

    /// <summary>Roots.</summary>
    public const string RootId = @"^r-[0-9a-z]{4,32}$";

    /// <summary>Organisational units.</summary>
    public const string UnitId = @"^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$";

    /// <summary>Policies.</summary>
    public const string PolicyId = @"^p-[0-9a-zA-Z_]{8,128}$";

    /// <summary>Roots, organisational units and accounts.</summary>
    public const string TargetId = @"^(r-[0-9a-z]{4,32})|(\d{12})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$";

    /// <summary>What has tags.</summary>
    public const string TaggableId = @"^(r-[0-9a-z]{4,32})|(\d{12})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})"
        + @"|(^p-[0-9a-zA-Z_]{8,128})|(^rp-[0-9a-zA-Z_]{4,128})|(^rt-[0-9a-zA-Z_]{8,32})$";

    /// <summary>Requests for an account.</summary>
    public const string RequestId = "^car-[a-z0-9]{8,32}$";

    /// <summary>Keys and values of tags.</summary>
    public const string Tag = @"^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$";

    /// <summary>The path from an organisation down to a part of it, in IAM.</summary>
    public const string EntityPath = @"^o-[0-9a-z]{10,32}\/r-[0-9a-z]{4,32}[0-9a-z-\/]*";

    /// <summary>Any text.</summary>
    public const string Anything = @"[\s\S]*";
}
