using Hindcast.Evidence.Assessments;

namespace Hindcast.Tests.Unit.Evidence;

public sealed class UsualThingsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(700)]
    [InlineData(8192)]
    public void All_that_was_given_is_held_and_little_else_after_writing_and_reading(int count)
    {
        UsualThings usual = UsualThings.Read(UsualThings.Of([.. Enumerable.Range(0, count).Select(i => UsualThings.HashOf(UnusualFamily.FirstSeen, $"/a/{i}.aspx"))]).ToString());

        Assert.All(Enumerable.Range(0, count), i => Assert.True(usual.MayHold(UnusualFamily.FirstSeen, $"/a/{i}.aspx")));
        Assert.InRange(Enumerable.Range(0, 10_000).Count(i => usual.MayHold(UnusualFamily.FirstSeen, $"/b/{i}.aspx")), 0, 200);
        Assert.InRange(Enumerable.Range(0, 10_000).Count(i => usual.MayHold(UnusualFamily.Dns, $"/a/{i}.aspx")), 0, 200);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("no base 64 !")]
    public void Anything_else_is_nothing(string text) => Assert.False(UsualThings.Read(text).MayHold(UnusualFamily.FirstSeen, "/a"));

    [Fact]
    public void A_text_longer_than_any_of_ours_is_nothing() =>
        Assert.Equal("", UsualThings.Read(Convert.ToBase64String(new byte[1 << 16])).ToString());

    [Fact]
    public void Hashes_are_the_same_on_every_machine() => Assert.Equal(UsualThings.HashOf(UnusualFamily.FirstSeen, "/a"), UsualThings.HashOf(UnusualFamily.File, "/a"));
}
