using Hindcast.Engine;
using Hindcast.Engine.Pipeline;
using Hindcast.Evidence.Assessments;
using Hindcast.Tests.Unit.Conventions;

namespace Hindcast.Tests.Unit.Engine;

public sealed class ActorsAnswerTests
{
    [Fact]
    public void A_group_that_is_very_unlikely_is_not_named_in_the_headline_of_question_4()
    {
        Assessment assessment = Assessor.Run(
            new AssessOptions { Evidence = [Path.Combine(Checkout.Root, "samples", "proxylogon-synthetic", "EX01")], PackFolder = Path.Combine(Checkout.Root, "packs"), Tool = "test" },
            new ReadProgress(), TestContext.Current.CancellationToken).Assessment;
        Resemblance closest = assessment.Actors.Clusters[0].Resemblances[0];
        Assert.Equal(Likelihood.VeryUnlikely, closest.Likelihood);
        Answer answer = assessment.Answers.First(a => a.Number == 4);
        Assert.DoesNotContain(closest.Group, answer.Summary, StringComparison.Ordinal);
        Assert.Equal("At least 1, at most 2 operators. No published group is named: that it is the closest one is very unlikely (5 to 20 %).", answer.Summary);
        Assert.Contains(answer.Details, d => d.Text.Contains($"consistent with activity published as {closest.Group}", StringComparison.Ordinal));
    }
}
