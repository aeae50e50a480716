namespace Daypass.Server.Audit;

/// <summary>Where audit records are pushed to.</summary>
/// <param name="Url">The collector's.</param>
/// <param name="SpoolFolder">Where records wait.</param>
/// <param name="SpoolBytes">How many bytes may wait.</param>
/// <param name="TokenFile">A file with a bearer token, read for each push; null for none.</param>
/// <param name="RootsFile">A PEM file of the roots that the collector's certificate may come from; null for those of the system.</param>
internal sealed record PushTarget(Uri Url, string SpoolFolder, long SpoolBytes, string? TokenFile, string? RootsFile);
