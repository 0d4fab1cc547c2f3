namespace Hindcast.Tests.Unit.Conventions;

public sealed class KnownGapsTests
{
    [Fact]
    public void Closed_gaps_are_taken_off_the_list()
    {
        Assert.DoesNotContain(KnownGaps.Codes, code => !DiagnosticTests.IsGap(code));
        Assert.DoesNotContain(KnownGaps.Paths, path => Path.Exists(Path.Combine(Checkout.Root, path)));
    }
}
