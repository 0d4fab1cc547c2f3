using Hindcast.Engine.Packs;
using Hindcast.Sigma.Loading;
using Hindcast.Tests.Unit.Conventions;

namespace Hindcast.Tests.Unit.Packs;

/// <summary>
/// Each pack brings records that its rules and correlations must and must not match (packs/*/tests/cases.json). This is
/// what <c>hindcast packs check packs</c> says.
/// </summary>
public sealed class PackCaseTests
{
    [Fact]
    public void The_shipped_packs_have_no_problem_and_match_what_they_must_and_nothing_that_they_must_not()
    {
        PackCheck.Run(Path.Combine(Checkout.Root, "packs"), out IReadOnlyList<SigmaProblem> problems);
        Assert.Empty(problems.Select(p => p.ToString()));
    }
}
