using Hindcast.Reports.Sharing;

namespace Hindcast.Tests.Unit.Reports.Sharing;

public sealed class NamedUuidTests
{
    /// <summary>RFC 9562, appendix A.4, and the values of Python's uuid module.</summary>
    [Theory]
    [InlineData("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "www.example.com", "2ed6657d-e927-568b-95e1-2665a8aea6a2")]
    [InlineData("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "python.org", "886313e1-3b8a-5372-9b90-0c9aee199e5d")]
    [InlineData("6ba7b811-9dad-11d1-80b4-00c04fd430c8", "http://python.org/", "4c565f0d-3f5a-5890-b41b-20cf47701c5e")]
    public void Published_vectors_come_out(string space, string name, string expected) =>
        Assert.Equal(new Guid(expected), NamedUuid.Create(new Guid(space), name));
}
