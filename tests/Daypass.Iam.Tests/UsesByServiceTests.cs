using System.Globalization;
using Daypass.Core.Usage;
using Daypass.Iam.AccessReports;
using Daypass.Protocol.Iam;

namespace Daypass.Iam.Tests;

/// <summary>What a report keeps of uses: the last one, how many used a service, and of so many actions the last one.</summary>
public sealed class UsesByServiceTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Each_use_counts_once_and_services_that_are_not_granted_do_not_count()
    {
        var uses = new UsesByService(["orders", "s3"], ofActions: true);
        uses.Add(Entity("anna"), [Use("orders", "Read", 1), Use("orders", "Write", 5), Use("invoices", "Read", 9)]);
        uses.Add(Entity("bert"), [Use("orders", "Read", 3)]);
        var orders = uses["orders"];
        Assert.Equal((2, "anna", Now.AddSeconds(5)), (orders.Entities, orders.Last!.EntityArn, orders.Last.At));
        Assert.Equal(("bert", "anna"), (orders.Actions["Read"].EntityArn, orders.Actions["Write"].EntityArn));
        Assert.Equal((0, null), (uses["s3"].Entities, uses["s3"].Last));
    }

    [Fact]
    public void However_many_actions_there_are_so_many_are_told_of()
    {
        var uses = new UsesByService(["orders"], ofActions: true);
        for (var entity = 0; entity < 20; entity++)
        {
            uses.Add(
                Entity(string.Create(CultureInfo.InvariantCulture, $"user-{entity}")),
                [.. Enumerable.Range(0, 1000).Select(number => Use("orders", $"A{entity}-{number}", entity))]);
        }

        Assert.Equal((20, 1000, "user-19"), (uses["orders"].Entities, uses["orders"].Actions.Count, uses["orders"].Last!.EntityArn));
    }

    private static ReportedEntity Entity(string name) => new() { Arn = name, Name = name, Type = "USER", Id = name, Path = "/" };

    private static ServiceUse Use(string service, string action, int second) => new(service, action, Now.AddSeconds(second), "");
}
