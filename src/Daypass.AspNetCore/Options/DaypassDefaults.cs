namespace Daypass.AspNetCore.Options;

/// <summary>Names that are used unless others are given.</summary>
public static class DaypassDefaults
{
    /// <summary>The authentication scheme.</summary>
    public const string Scheme = "Daypass";

    /// <summary>The meter of everything this package counts.</summary>
    public const string Meter = "Daypass.AspNetCore";
}
