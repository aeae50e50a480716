using BenchmarkDotNet.Attributes;
using Daypass.Policy.Requests;

namespace Daypass.Benchmarks.Policies;

/// <summary>What a server does before it asks: fill a reused request with an AssumeRole's keys. No byte allocated.</summary>
[MemoryDiagnoser]
public class FillBenchmarks
{
    private static readonly Principal Alice = Principal.User("arn:aws:iam::111111111111:user/alice", "AIDAALICEALICEALICEAL");
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly AuthorizationRequest _request = new();

    [Benchmark(Description = "fill a request with 18 keys")]
    public int Fill()
    {
        _request.Clear();
        _request.Principal = Alice;
        _request.Action = "sts:AssumeRole";
        _request.Resource = "arn:aws:iam::111111111111:role/app/deployer";
        var context = _request.Context;
        context.AddTime(Now);
        context.Add("aws:SecureTransport", "true");
        context.Add("aws:SourceIp", "203.0.113.7");
        context.Add("aws:UserAgent", "aws-cli/2.15");
        context.Add("aws:RequestedRegion", "eu-west-1");
        context.Add("aws:ViaAWSService", "false");
        context.Add("aws:PrincipalType", "User");
        context.Add("aws:PrincipalAccount", "111111111111");
        context.Add("aws:PrincipalArn", "arn:aws:iam::111111111111:user/alice");
        context.Add("aws:userid", "AIDAALICEALICEALICEAL");
        context.Add("aws:username", "alice");
        context.Add("aws:PrincipalTag/", "team", "red");
        context.Add("aws:RequestTag/", "team", "red");
        context.Append("aws:TagKeys", "team");
        context.Add("sts:ExternalId", "7f3a");
        context.Add("sts:RoleSessionName", "deploy");
        context.Add("aws:ResourceAccount", "111111111111");
        return context.Count;
    }
}
