using Daypass.Server.Logging;
using Daypass.Testing;

namespace Daypass.Server.Tests.Logging;

/// <summary>A flood is so many lines a minute and one that counts the rest.</summary>
public sealed class LineBudgetTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void The_first_lines_of_a_minute_are_written_and_the_rest_is_counted()
    {
        var budget = new LineBudget(_clock);
        Assert.Equal(LineBudget.InFull, Enumerable.Range(0, 3000).Count(_ => budget.TryTake("AccessDenied")));
        Assert.True(budget.TryTake("Throttling"));
        Assert.Empty(budget.TakeEnded());
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(new KeyValuePair<string, int>("AccessDenied", 3000 - LineBudget.InFull), Assert.Single(budget.TakeEnded()));
        Assert.True(budget.TryTake("AccessDenied"));
        Assert.Empty(budget.TakeEnded());
    }

    [Fact]
    public void At_the_end_nothing_waits_for_its_minute()
    {
        var budget = new LineBudget(_clock);
        for (var line = 0; line <= LineBudget.InFull; line++)
        {
            budget.TryTake("AccessDenied");
        }

        Assert.Equal(1, Assert.Single(budget.TakeEnded(isLast: true)).Value);
    }

    [Fact]
    public void However_many_kinds_there_are_memory_is_bounded()
    {
        var budget = new LineBudget(_clock);
        Assert.InRange(Enumerable.Range(0, 100_000).Count(kind => budget.TryTake($"kind{kind}")), 256, 256 + LineBudget.InFull);
    }
}
