using System.Text.Json.Nodes;
using Hindcast.Reports.Stix;

namespace Hindcast.Tests.Unit.Reports.Stix;

public sealed class StixIdTests
{
    /// <summary>
    /// The first two are published widely (198.51.100.3 stands in the STIX 2.1 specification); the others were computed with
    /// Python's uuid5 over the canonical JSON.
    /// </summary>
    [Theory]
    [InlineData("""{"value":"198.51.100.3"}""", "ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4")]
    [InlineData("""{"value":"example.com"}""", "domain-name--bedb4899-d24b-5401-bc86-8f6b4cc18ec7")]
    [InlineData("""{"name":"__CLEANSWEEP__"}""", "mutex--f93fe911-e545-5239-b9b0-597840d0c871")]
    [InlineData("""{"value":"103.77.192.219"}""", "ipv4-addr--16769278-2747-50d6-a6ee-703fd6d6eaf5")]
    [InlineData("""{"value":"https://mail.example.test/owa/auth/x.aspx"}""", "url--0b2ba3cd-f097-5ce2-b018-028994a32388")]
    [InlineData("""{"hashes":{"SHA-256":"893cd3583b49cb706b3e55ecb2ed0757b977a21f5c72e041392d1256f31166e2"}}""", "file--8994abc4-b2b6-506b-b62c-3434b0709863")]
    [InlineData("""{"name":"supp0rt.aspx","size":824,"hashes":{"SHA-256":"893cd3583b49cb706b3e55ecb2ed0757b977a21f5c72e041392d1256f31166e2"}}""", "file--3e393be5-0b67-5d8a-8c83-e42c7ffcb831")]
    [InlineData("""{"version":"15.1.2106.2","vendor":"Microsoft","name":"Exchange Server"}""", "software--3b5e7c52-5a4d-5e0b-b5cf-5c258d1a00eb")]
    [InlineData("""{"path":"C:\\Windows\\System32"}""", "directory--0a58d0c1-59e6-5afd-8252-dcd3f13e5622")]
    public void Ids_of_observables_are_those_that_others_make(string properties, string expected) =>
        Assert.Equal(expected, StixId.OfObservable(expected[..expected.IndexOf("--", StringComparison.Ordinal)], JsonNode.Parse(properties)!.AsObject()));

    [Fact]
    public void Of_several_hashes_the_first_in_the_order_of_the_specification_counts()
    {
        string both = StixId.OfObservable("file", JsonNode.Parse("""{"hashes":{"SHA-256":"aa","MD5":"bb"}}""")!.AsObject());
        Assert.Equal(StixId.OfObservable("file", JsonNode.Parse("""{"hashes":{"MD5":"bb"}}""")!.AsObject()), both);
    }

    [Fact]
    public void The_order_of_members_and_what_does_not_count_change_nothing()
    {
        string one = StixId.OfObservable("network-traffic", JsonNode.Parse("""{"src_ref":"x","protocols":["tcp"],"extensions":{"b":{"z":"ü\u0001\"\\","a":1}}}""")!.AsObject());
        string other = StixId.OfObservable("network-traffic", JsonNode.Parse("""{"is_active":false,"extensions":{"b":{"a":1,"z":"ü\u0001\"\\"}},"protocols":["tcp"],"src_ref":"x"}""")!.AsObject());
        Assert.Equal(one, other);
    }

    [Fact]
    public void A_process_has_no_id_from_its_properties() =>
        Assert.Throws<ArgumentException>(() => StixId.OfObservable("process", []));
}
