using Daypass.Client.Endpoints;
using Daypass.Client.Tests.Support;

namespace Daypass.Client.Tests.Endpoints;

/// <summary>The table of endpoints beside the rules it was made of, asked for every region and every variant.</summary>
[Trait("Category", "foreign")]
public sealed class EndpointRulesTests
{
    private static readonly string[] Services = ["sts", "iam", "sso", "sso-oidc", "signin"];

    private static readonly string[] Unknown =
    [
        "us-east-9", "eu-nowhere-12", "mx-x-0", "il-central-1", "cn-new-3", "us-gov-north-1", "us-iso-x-1", "us-isob-x-1", "us-isof-y-2", "eu-isoe-z-3",
        "eusc-de-west-4", "eusc-fr-west-1", "moon-base-1", "us-east", "us-1", "us-east-1a", "a", "us-gov-1", "US-EAST-1", "us--1",
    ];

    [Fact]
    public async Task Every_region_of_every_partition_has_the_host_and_the_signing_region_of_the_rules()
    {
        List<(string Service, string Region, bool Fips, bool DualStack, bool Legacy)> cases = [];
        foreach (var service in Services)
        {
            foreach (var region in EndpointTable.Partitions.SelectMany(static partition => partition.Regions).Concat(Unknown))
            {
                for (var bits = 0; bits < 8; bits++)
                {
                    cases.Add((service, region, (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0));
                }
            }
        }

        var theirs = await Python.Ask(
            "botocore_rules.py", cases.ConvertAll(static one => new object[] { one.Service, one.Region, one.Fips, one.DualStack, one.Legacy }));
        Assert.Equal(cases.Count, theirs.Count);
        Assert.InRange(cases.Count, 2000, int.MaxValue);
        List<string> differences = [];
        for (var index = 0; index < cases.Count; index++)
        {
            var (service, region, fips, dualStack, legacy) = cases[index];
            var variant = (fips, dualStack) switch
            {
                (true, true) => "fips-dualstack",
                (true, false) => "fips",
                (false, true) => "dualstack",
                _ => service == "sts" && legacy ? "legacy" : "plain",
            };
            var (found, reason) = Partition.ForRegion(region).Find(service, variant, region);

            // No request is signed for the name of no region.
            var signing = (string?)theirs[index]![1] == "aws-global" ? "us-east-1" : (string?)theirs[index]![1];
            if (found?.Host != (string?)theirs[index]![0] || (found?.SigningRegion ?? reason) != signing)
            {
                differences.Add($"{cases[index]}: {theirs[index]!.ToJsonString()}, here {found} {reason}");
            }
        }

        Assert.Empty(differences);
    }
}
