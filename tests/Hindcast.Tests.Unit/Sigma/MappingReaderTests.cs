using Hindcast.Sigma.Loading;
using Hindcast.Sigma.Mappings;

namespace Hindcast.Tests.Unit.Sigma;

public sealed class MappingReaderTests
{
    [Theory]
    [InlineData("nothing: here\n")]
    [InlineData("mappings: text\n")]
    [InlineData("mappings:\n  - logsource: {product: test}\n")]
    [InlineData("mappings:\n  - sources:\n      - when: {Log: test}\n")]
    public void Mapping_that_cannot_be_read_says_HC4071(string text)
    {
        List<SigmaProblem> problems = [];
        Assert.Empty(SigmaMappingReader.Read("test.yml", text, problems));
        Assert.Equal("HC4071", Assert.Single(problems).Diagnostic.Code);
    }

    [Fact]
    public void Mapping_with_an_error_costs_only_itself()
    {
        List<SigmaProblem> problems = [];
        IReadOnlyList<SigmaMapping> mappings = SigmaMappingReader.Read(
            "test.yml", "mappings:\n  - logsource: {product: bad}\n  - logsource: {product: good}\n    sources:\n      - when: {Log: good}\n", problems);
        Assert.Equal("good", Assert.Single(mappings).LogSource.Product);
        Assert.Equal(2, Assert.Single(problems).Diagnostic.Location.Line);
    }
}
