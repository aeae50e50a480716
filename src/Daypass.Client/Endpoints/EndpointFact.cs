namespace Daypass.Client.Endpoints;

/// <summary>One line of the table of endpoints.</summary>
/// <param name="Service">The service's name in the table.</param>
/// <param name="Variant">Which of its hosts: <c>plain</c>, <c>fips</c>, <c>dualstack</c>, <c>fips-dualstack</c> or <c>legacy</c>.</param>
/// <param name="Host">The host's name with <c>{region}</c> in it; null where there is none.</param>
/// <param name="Rest">The region that is signed for, or the reason why there is no host.</param>
/// <param name="Regions">The regions that the line is about; empty for all the others.</param>
internal sealed record EndpointFact(string Service, string Variant, string? Host, string Rest, IReadOnlyList<string> Regions);
