using System.Globalization;

namespace Daypass.Core.Throttling;

/// <summary>How much may be asked: so much a second in the long run, and so much at once after a while of quiet.</summary>
/// <param name="PerSecond">In the long run; zero for no limit.</param>
/// <param name="Burst">At once.</param>
public readonly record struct Rate(double PerSecond, double Burst)
{
    /// <summary>No limit.</summary>
    public static Rate Unlimited => default;

    /// <summary>Whether there is no limit.</summary>
    public bool IsUnlimited => PerSecond <= 0;

    /// <summary>As an operator writes it.</summary>
    public override string ToString() => IsUnlimited ? "none" : string.Create(CultureInfo.InvariantCulture, $"{PerSecond}:{Burst}");
}
