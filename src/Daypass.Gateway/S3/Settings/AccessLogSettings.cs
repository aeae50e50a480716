namespace Daypass.Gateway.S3.Settings;

/// <summary>Where each request is written to, and how.</summary>
/// <param name="File">The file.</param>
/// <param name="IsJson">Whether each line is a JSON object; otherwise as S3's server access log has it.</param>
internal sealed record AccessLogSettings(string File, bool IsJson);
