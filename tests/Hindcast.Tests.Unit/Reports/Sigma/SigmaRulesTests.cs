using Hindcast.Evidence.Assessments;
using Hindcast.Reports.Sigma;
using Hindcast.Tests.Unit.Reports.Html;
using Hindcast.Tests.Unit.Reports.Sharing;

namespace Hindcast.Tests.Unit.Reports.Sigma;

public sealed class SigmaRulesTests
{
    [Fact]
    public void Addresses_that_only_scanned_or_tried_are_in_no_rule()
    {
        string rules = SigmaRules.Write(SharedSample.Compromised());
        Assert.Contains("198.51.100.23", rules, StringComparison.Ordinal);
        Assert.DoesNotContain("203.0.113.9", rules, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_names_the_techniques_of_what_showed_its_values_and_no_others()
    {
        Assessment sample = SampleAssessment.Compromised();
        Assessment told = sample with
        {
            Detections = [.. sample.Detections.Select(d => d with { Technique = d.RuleId switch { "use" => "T1505.003", "shell" => "T1059", "ssrf" => "T1190", _ => "" } })],
        };
        string page = SigmaRules.Write(SharedSample.Of(told)).Split("---\n").First(r => r.Contains("Request for a page", StringComparison.Ordinal));
        Assert.Contains("attack.t1505.003", page, StringComparison.Ordinal);
        Assert.DoesNotContain("attack.t1059", page, StringComparison.Ordinal);
        Assert.DoesNotContain("attack.t1190", page, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_that_was_called_is_looked_for_in_what_the_server_called()
    {
        Assessment sample = SampleAssessment.Compromised();
        Assessment calling = sample with { Observations = [sample.Observations[1] with { Fields = [new("AnchorMailbox", "ServerInfo~198.51.100.77/x?")] }] };
        string rule = Assert.Single(SigmaRules.Write(SharedSample.Of(calling)).Split("---\n"));
        Assert.Contains("AnchorMailbox|contains:\n      - '198.51.100.77'", rule, StringComparison.Ordinal);
    }
}
