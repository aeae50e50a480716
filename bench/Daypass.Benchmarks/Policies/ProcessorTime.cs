using System.Diagnostics;
using System.Globalization;
using Daypass.Policy.Evaluation;

namespace Daypass.Benchmarks.Policies;

/// <summary>
/// Our side of bench/policy-peer/compare.mjs: nanoseconds of processor time for each scenario, measured the way the
/// peer is, so that the two figures of one run can be divided.
/// </summary>
internal static class ProcessorTime
{
    public const string Argument = "--policy-processor-time";

    public static void Print()
    {
        var names = new[] { "assume-role", "one-statement", "two-hundred-statements" };
        var figures = names.Select(static name => string.Create(CultureInfo.InvariantCulture, $"\"{name}\":{Nanoseconds(Scenario.Read(name)):F1}"));
        Console.WriteLine($"{{{string.Join(',', figures)}}}");
    }

    private static double Nanoseconds(Scenario scenario)
    {
        var process = Process.GetCurrentProcess();
        var warm = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(warm) < TimeSpan.FromSeconds(1))
        {
            PolicyEngine.Decide(scenario.Request, scenario.Policies);
        }

        var best = double.MaxValue;
        for (var round = 0; round < 7; round++)
        {
            process.Refresh();
            var before = process.TotalProcessorTime;
            var used = TimeSpan.Zero;
            long calls = 0;
            while (used < TimeSpan.FromMilliseconds(400))
            {
                for (var i = 0; i < 20_000; i++)
                {
                    PolicyEngine.Decide(scenario.Request, scenario.Policies);
                }

                calls += 20_000;
                process.Refresh();
                used = process.TotalProcessorTime - before;
            }

            best = Math.Min(best, used.TotalNanoseconds / calls);
        }

        return best;
    }
}
