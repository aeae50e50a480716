namespace Daypass.AspNetCore.Bodies;

/// <summary>Whether an endpoint takes bodies that the signature does not cover, where that is another than for the whole service.</summary>
/// <param name="isAllowed">Whether it does.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method | AttributeTargets.Delegate)]
public sealed class UnsignedPayloadAttribute(bool isAllowed) : Attribute
{
    /// <summary>Whether it does.</summary>
    public bool IsAllowed { get; } = isAllowed;
}
