using Daypass.Server.Audit;
using Daypass.Server.Options;

namespace Daypass.Server.Hosting;

/// <summary>Opens what the operator named with <c>--audit</c>.</summary>
internal static class AuditOutlets
{
    private const string Syslog = "syslog";
    private const string Journal = "journald";

    /// <summary>Opens all of them; null when no record is to be kept.</summary>
    /// <exception cref="StartException">One cannot be used; the message says why.</exception>
    public static IReadOnlyList<IAuditOutlet>? Open(ServerOptions options, TimeProvider clock, ILoggerFactory loggers)
    {
        var audit = options.Audit;
        if (audit.Targets.Contains(AuditOptions.Nowhere))
        {
            return audit.Targets.Count == 1
                ? null
                : throw new StartException("--audit none keeps no record, and another --audit keeps some: give one of them.");
        }

        if (audit.Targets.Count == 0)
        {
            Directory.CreateDirectory(options.DataDirectory);
        }

        var outlets = new List<IAuditOutlet>();
        try
        {
            foreach (var target in audit.Targets.Count > 0 ? audit.Targets : [options.AuditFile])
            {
                outlets.Add(OpenOne(target, options, clock, loggers));
            }

            return outlets;
        }
        catch
        {
            outlets.ForEach(static outlet => outlet.Dispose());
            throw;
        }
    }

    private static IAuditOutlet OpenOne(string target, ServerOptions options, TimeProvider clock, ILoggerFactory loggers)
    {
        try
        {
            if (target.StartsWith("https:", StringComparison.OrdinalIgnoreCase) || target.StartsWith("http:", StringComparison.OrdinalIgnoreCase))
            {
                return PushOutlet.Open(Collector(target, options), options.Audit.Sync, clock, loggers.CreateLogger<PushOutlet>());
            }

            if (PathAfter(target, Syslog, SyslogOutlet.DefaultPath) is { } syslog)
            {
                return SyslogOutlet.Open(syslog, clock);
            }

            if (PathAfter(target, Journal, JournalOutlet.DefaultPath) is { } journal)
            {
                return JournalOutlet.Open(journal);
            }

            if (AuditOptions.IsStandardOutput(target))
            {
                return StreamOutlet.OfStandardOutput();
            }

            // What is there and can be sought in is a file; a pipe is asked for nothing before it is opened.
            var audit = options.Audit;
            return IsPipe(target)
                ? StreamOutlet.Open(target)
                : FileOutlet.Open(target, audit.Sync, new Rotation(audit.RotateSize, audit.RotateEvery, audit.RotateKeep), clock);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException
            or System.Security.Cryptography.CryptographicException)
        {
            var name = target.Contains(':', StringComparison.Ordinal) || AuditOptions.IsStandardOutput(target) ? target : Path.GetFullPath(target);
            throw new StartException($"The audit log {name} cannot be used: {failure.Message}", failure);
        }
    }

    private static bool IsPipe(string path)
    {
        if (!OperatingSystem.IsLinux() || !File.Exists(path))
        {
            return false;
        }

        using var opened = OpenedFile.Open(path);
        return !opened.IsSeekable;
    }

    private static string? PathAfter(string target, string kind, string byDefault) =>
        target == kind ? byDefault
        : target.StartsWith(kind + ":", StringComparison.Ordinal) ? target[(kind.Length + 1)..]
        : null;

    private static PushTarget Collector(string target, ServerOptions options)
    {
        if (!Uri.TryCreate(target, UriKind.Absolute, out var url) || url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0
            || (url.Scheme == Uri.UriSchemeHttp && !url.IsLoopback))
        {
            var told = url is null ? target : url.UserInfo.Length > 0 ? url.GetLeftPart(UriPartial.Scheme) + "…" : url.GetLeftPart(UriPartial.Path);
            throw new StartException(
                $"--audit {told} is not the URL of a collector: it takes https, or http on this machine, and a path, but no user and no query.");
        }

        if (options.Audit.PushTokenFile is { } token && !File.Exists(token))
        {
            throw new StartException($"There is no file {Path.GetFullPath(token)} with a token for --audit {url.GetLeftPart(UriPartial.Path)}.");
        }

        var folder = options.Audit.SpoolFolder ?? Path.Combine(options.DataDirectory, "audit-spool");
        var audit = options.Audit;
        return new PushTarget(url, Path.GetFullPath(folder), audit.SpoolBytes, audit.PushTokenFile, audit.PushRootsFile);
    }
}
