using System.Text.Json;
using Hindcast.Engine;
using Hindcast.Engine.Pipeline;
using Hindcast.Evidence.Assessments;
using Hindcast.Fleet.Results;
using Hindcast.Tests.Web.Support;

namespace Hindcast.Tests.Web;

/// <summary>What the fleet keeps of a result to tell operators by.</summary>
public sealed class AssessmentFactsTests
{
    private static Assessment Victim { get; } = Assessor.Run(
        new AssessOptions { Evidence = [Checkout.Sample], PackFolder = Checkout.Packs, Tool = "t" }, new ReadProgress(), CancellationToken.None).Assessment;

    [Fact]
    public void Things_of_two_groups_on_a_server_are_kept_apart()
    {
        ActorCluster first = Victim.Actors.Clusters[0];
        ActorCluster second = first with { Id = "A9", Features = [new ClusterFeature("account", "Other", false, []), first.Features.First(f => !f.Common && f.Kind != "address")] };
        Intrusion intrusion = Victim.Intrusions[0] with { Actor = "A9", Addresses = ["198.51.100.99"], Pages = [] };
        AssessmentFacts facts = AssessmentFacts.Of(Victim with { Actors = Victim.Actors with { Clusters = [first, second] }, Intrusions = [.. Victim.Intrusions, intrusion] });
        Term Of(string kind, string value) => facts.Terms.Single(t => t.Kind == kind && t.Value == value);
        Assert.Equal((true, 2L), (Of("account", "other").Actor, Of("account", "other").Hands));
        Assert.Equal(2, Of("address", "198.51.100.99").Hands);
        Assert.Equal(3, Of(second.Features[1].Kind, AssessmentFacts.Normal(second.Features[1].Value)).Hands);
        Assert.Equal(1, Of("address", Victim.Intrusions[0].Addresses[0]).Hands);
        Assert.All(facts.Terms, t => Assert.Equal(t.Actor, t.Hands != 0));
    }

    [Fact]
    public void A_hash_is_an_operators_only_where_an_intrusion_left_the_file()
    {
        Term[] hashes = [.. AssessmentFacts.Of(Victim).Terms.Where(t => t.Kind == "sha256")];
        Assert.Contains(hashes, t => t.Actor);

        // The same files on a server that nobody broke into: an administrator's page is on many.
        Term[] harmless = [.. AssessmentFacts.Of(Victim with { Actors = ActorReport.None, Intrusions = [] }).Terms];
        Assert.Equal(hashes.Select(t => t.Value), harmless.Where(t => t.Kind == "sha256").Select(t => t.Value));
        Assert.DoesNotContain(harmless, t => t.Actor);
    }

    [Fact]
    public void Facts_are_the_same_after_writing_and_reading()
    {
        string json = JsonSerializer.Serialize(AssessmentFacts.Of(Victim));
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<AssessmentFacts>(json)));
    }
}
