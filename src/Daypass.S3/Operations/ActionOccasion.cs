namespace Daypass.S3.Operations;

/// <summary>When a request needs an action.</summary>
public enum ActionOccasion
{
    /// <summary>Always.</summary>
    Always,

    /// <summary>It brings an ACL, canned or as grants.</summary>
    BringsAcl,

    /// <summary>It brings tags of its own.</summary>
    BringsTags,

    /// <summary>It copies the tags of its source.</summary>
    CopiesTags,

    /// <summary>It brings a retention.</summary>
    BringsRetention,

    /// <summary>It brings a legal hold.</summary>
    BringsLegalHold,

    /// <summary>It wants to pass over a retention in governance mode.</summary>
    BypassesGovernance,

    /// <summary>It turns object lock on.</summary>
    EnablesLock,

    /// <summary>It brings an ownership of objects.</summary>
    BringsOwnership,

    /// <summary>Its body brings tags of a bucket.</summary>
    BringsBucketTags,
}
