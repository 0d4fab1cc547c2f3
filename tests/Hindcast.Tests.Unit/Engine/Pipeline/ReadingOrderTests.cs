using Hindcast.Engine.Pipeline;

namespace Hindcast.Tests.Unit.Engine.Pipeline;

/// <summary>Files are read day by day; the day is told by their names.</summary>
public sealed class ReadingOrderTests
{
    [Theory]
    [InlineData("inetpub/logs/LogFiles/W3SVC1/u_ex210318.log", 20210318)]
    [InlineData("W3SVC1/ex21031819.log", 20210318)]
    [InlineData("W3SVC1/ex20031819.log", 20200318)]
    [InlineData("HttpProxy/Owa/HttpProxy_2021031819-1.LOG", 20210318)]
    [InlineData("logs.zip!/HttpProxy_2021031819-1.LOG", 20210318)]
    [InlineData("20210301/Security.evtx", 0)]
    [InlineData("dns-2021.log", 0)]
    [InlineData("u_ex211318.log", 0)]
    [InlineData("case-4711-20210305.csv", 20210305)]
    [InlineData("99999999999999999999.log", 0)]
    [InlineData("", 0)]
    public void A_day_is_read_out_of_a_name(string path, int day) => Assert.Equal(day, ReadingOrder.DayOf(path));
}
