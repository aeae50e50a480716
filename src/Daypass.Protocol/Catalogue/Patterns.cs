namespace Daypass.Protocol.Catalogue;

/// <summary>The texts of the patterns that more than one record uses, or that have a matcher of their own.</summary>
public static class Patterns
{
    /// <summary>Names of users, roles, groups, policies and sessions: possibly empty.</summary>
    public const string Name = @"[\w+=,.@-]*";

    /// <summary>Names of users, roles, groups and policies in IAM.</summary>
    public const string NonEmptyName = @"[\w+=,.@-]+";

    /// <summary>ARNs in STS.</summary>
    public const string StsArn = @"[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+";

    /// <summary>Policy documents in STS; passwords.</summary>
    public const string Document = @"[\u0009\u000A\u000D\u0020-\u00FF]+";

    /// <summary>Policy documents in IAM: its answers have this pattern, its model has that of STS.</summary>
    public const string IamDocument = @"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]+";

    /// <summary>Tag keys.</summary>
    public const string TagKey = @"[\p{L}\p{Z}\p{N}_.:/=+\-@]+";

    /// <summary>Tag values.</summary>
    public const string TagValue = @"[\p{L}\p{Z}\p{N}_.:/=+\-@]*";

    /// <summary>Paths of IAM entities.</summary>
    public const string Path = @"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)";

    /// <summary>Beginnings of paths in list operations.</summary>
    public const string PathPrefix = @"\u002F[\u0021-\u007F]*";

    /// <summary>Paths of managed policies.</summary>
    public const string PolicyPath = @"((/[A-Za-z0-9\.,\+@=_-]+)*)/";

    /// <summary>Ids of policy versions.</summary>
    public const string PolicyVersionId = @"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?";

    /// <summary>Account aliases.</summary>
    public const string AccountAlias = @"^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$";

    /// <summary>Account numbers.</summary>
    public const string OwnerAccountId = @"\d{12}";

    /// <summary>Pagination markers.</summary>
    public const string Marker = @"[\u0020-\u00FF]+";

    /// <summary>Serial numbers of MFA devices in IAM.</summary>
    public const string SerialNumber = @"[\w+=/:,.@-]+";

    /// <summary>Where an approver is sent after a delegation request.</summary>
    public const string RedirectUrl = @"^http(s?)://[a-zA-Z0-9._/-]*(\?[a-zA-Z0-9._=&-]*)?(#[a-zA-Z0-9._/-]*)?$";

    /// <summary>Descriptions of roles, messages and notes.</summary>
    public const string RoleDescription = @"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*";

    /// <summary>Keys of context providers: single spaces inside, none at the ends.</summary>
    public const string ContextKey = @"[A-Za-z0-9_.:/=+\-@#]+( [A-Za-z0-9_.:/=+\-@#]+)*";

    /// <summary>Ids in the denials of IAM.</summary>
    public const string AuthorizationId = "[0123456789abcdefghijklmnopqrstuvwxyz]+";

    /// <summary>Names in what a simulation leaves out: a character of a name somewhere.</summary>
    public const string ExcludedName = @".*[\w+=,.@-]+.*";
}
