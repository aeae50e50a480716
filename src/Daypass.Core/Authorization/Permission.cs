namespace Daypass.Core.Authorization;

/// <summary>What a caller must be allowed to do to call one operation, as the documentation lists it.</summary>
/// <param name="Action">The action, <c>service:Operation</c>.</param>
public record Permission(string Action)
{
    /// <summary>The ARN it is asked about, with variables as the Service Authorization Reference writes them; <c>*</c> when there is none.</summary>
    public virtual string Resource => "*";

    /// <summary>The condition keys it has beside the global ones, in the order of their names.</summary>
    public virtual IReadOnlyList<string> ConditionKeys => [];

    /// <summary>The action that is needed too when the request passes tags to something new; null when it cannot.</summary>
    public string? TagAction { get; init; }

    /// <summary>Other actions that are needed, on another resource, such as <c>iam:PassRole</c>.</summary>
    public IReadOnlyList<string> AlsoActions { get; init; } = [];
}
