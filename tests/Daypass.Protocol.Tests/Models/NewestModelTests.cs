using Daypass.Protocol.Catalogue;

namespace Daypass.Protocol.Tests.Models;

/// <summary>The catalogue has what AWS's newest models have; whatever differs has a reason, and loses it when it differs no more.</summary>
public sealed class NewestModelTests
{
    [Theory]
    [InlineData(Service.Sts)]
    [InlineData(Service.Iam)]
    public void Every_difference_from_the_newest_model_has_a_reason_and_every_reason_a_difference(Service service)
    {
        var found = ModelComparison.Compare(service, NewestModel.Of(service));
        var reasons = ModelDifferences.Of(service);
        var unexplained = found.Where(difference => !reasons.ContainsKey(difference));
        var gone = reasons.Keys.Where(difference => !found.Contains(difference));
        Assert.True(
            !unexplained.Any() && !gone.Any(),
            $"Without a reason in ModelDifferences:\n{string.Join('\n', unexplained)}\nNo difference any more, to be taken out of it:\n"
            + string.Join('\n', gone));
    }

    [Fact]
    public void The_README_says_which_models_this_was_compared_with()
    {
        var readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md"));
        foreach (var model in new[] { NewestModel.Of(Service.Sts), NewestModel.Of(Service.Iam) })
        {
            Assert.Contains($"`{model.Package}` {model.Version} of {model.Published}", readme, StringComparison.Ordinal);
        }
    }
}
