using Daypass.Server.Options;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Daypass.Server.Logging;

/// <summary>The log on standard output: lines of text or of JSON, at the levels the operator wants.</summary>
internal static class ConsoleLog
{
    private const string Timestamp = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";

    /// <summary>More lines than this do not wait for a reader who is slow: a journal that stands still must not make the service stand still.</summary>
    private const int MostWaiting = 10_000;

    /// <summary>Adds it.</summary>
    /// <param name="builder">Gets it.</param>
    /// <param name="options">In which form.</param>
    /// <param name="levels">From which levels on.</param>
    /// <param name="leavesOutput">Whether the standard output is for something else; the log is on standard error then.</param>
    public static void Add(ILoggingBuilder builder, LogOptions options, LogLevels levels, bool leavesOutput)
    {
        if (options.IsJson)
        {
            builder.AddJsonConsole(static console =>
            {
                console.UseUtcTimestamp = true;
                console.TimestampFormat = Timestamp.Trim();
            });
        }
        else
        {
            builder.AddSimpleConsole(static console =>
            {
                console.SingleLine = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = Timestamp;
            });
        }

        builder.Services.Configure<ConsoleLoggerOptions>(console =>
        {
            console.LogToStandardErrorThreshold = leavesOutput ? LogLevel.Trace : LogLevel.None;
            // It counts what it leaves out, and says so in a line.
            console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
            console.MaxQueueLength = MostWaiting;
        });
        builder.Services.AddSingleton<IConfigureOptions<LoggerFilterOptions>>(levels);
        builder.Services.AddSingleton<IOptionsChangeTokenSource<LoggerFilterOptions>>(levels);
    }
}
