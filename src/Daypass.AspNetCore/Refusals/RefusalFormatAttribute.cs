using Daypass.Verifier.Refusals;

namespace Daypass.AspNetCore.Refusals;

/// <summary>The form of an endpoint's refusals, where it is another than that of the whole service.</summary>
/// <param name="format">The form.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method | AttributeTargets.Delegate)]
public sealed class RefusalFormatAttribute(RefusalFormat format) : Attribute
{
    /// <summary>The form.</summary>
    public RefusalFormat Format { get; } = format;
}
