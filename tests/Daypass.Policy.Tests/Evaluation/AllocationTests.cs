using Daypass.Policy.Cases;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Requests;
using Daypass.Policy.Tests.Vectors;

namespace Daypass.Policy.Tests.Evaluation;

/// <summary>The budget of the ordinary road: no byte, whatever the policies say.</summary>
public sealed class AllocationTests
{
    [Fact]
    public void Deciding_allocates_nothing_on_any_vector()
    {
        var costly = new List<string>();
        foreach (var vector in DecisionVectors.Files().SelectMany(DecisionVectors.Read))
        {
            var (request, policies) = (new AuthorizationRequest(), new PolicySet());
            if (!new CaseReader(vector).TryRead(request, policies))
            {
                continue;
            }

            var bytes = Allocated(() => PolicyEngine.Decide(request, policies));
            if (bytes > 0)
            {
                costly.Add($"{vector.GetProperty("id").GetString()}: {bytes} B");
            }
        }

        Assert.True(costly.Count == 0, string.Join('\n', costly));
    }

    [Fact]
    public void Filling_a_reused_request_allocates_nothing()
    {
        var request = new AuthorizationRequest();
        var alice = Principal.User("arn:aws:iam::111111111111:user/alice");
        string[] tagKeys = ["team", "stage"];
        var now = DateTimeOffset.UnixEpoch;
        Assert.Equal(0, Allocated(() =>
        {
            request.Clear();
            request.Principal = alice;
            request.Action = "sts:AssumeRole";
            request.Resource = "arn:aws:iam::111111111111:role/app";
            request.ResourceAccount = "111111111111";
            request.Context.AddTime(now);
            request.Context.Add("aws:SourceIp", "203.0.113.7");
            request.Context.Add("aws:PrincipalTag/", "team", "red");
            request.Context.Add("aws:TagKeys", tagKeys);
            request.Context.Append("sts:TransitiveTagKeys", "team");
            request.Context.Append("sts:TransitiveTagKeys", "stage");
        }));
    }

    private static long Allocated(Action act)
    {
        // The first calls grow the request's working space and let the runtime settle.
        for (var i = 0; i < 3; i++)
        {
            act();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        act();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
