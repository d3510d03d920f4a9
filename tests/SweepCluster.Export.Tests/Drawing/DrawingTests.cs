using SweepCluster.Export.Drawing;
using SweepCluster.Export.Drawing.Lettering;

namespace SweepCluster.Export.Tests.Drawing;

public sealed class DrawingTests
{
    private static readonly Colour Red = Colour.Parse("#C01020");

    private static Bitmap Render(int density, params Shape[] shapes) =>
        Rasteriser.Render(new Figure(40, 30, "test", [.. shapes]), density);

    [Fact]
    public void A_png_decodes_to_the_pixels_that_went_in()
    {
        var bitmap = new Bitmap(7, 5);
        for (var i = 0; i < 35; i++)
        {
            bitmap[i % 7, i / 7] = new Colour((byte)(i * 37), (byte)(i * 101), (byte)(255 - i));
        }

        using var file = new MemoryStream();
        Png.Write(bitmap, file);
        var read = PngReader.Read(file.ToArray());

        Assert.Equal((7, 5), (read.Width, read.Height));
        Assert.All(Enumerable.Range(0, 5), y => Assert.Equal(bitmap.Row(y).ToArray(), read.Row(y).ToArray()));
    }

    [Fact]
    public void A_box_fills_its_pixels_and_no_others()
    {
        var bitmap = Render(2, new Boxes(Red, new Box(3, 4, 5, 6)));

        Assert.Equal(Red, bitmap[6, 8]);
        Assert.Equal(Red, bitmap[15, 19]);
        Assert.Equal(Colour.White, bitmap[5, 8]);
        Assert.Equal(Colour.White, bitmap[16, 19]);
        Assert.Equal(Colour.White, bitmap[15, 20]);
    }

    [Fact]
    public void Boxes_that_share_a_broken_edge_leave_no_seam()
    {
        var bitmap = Render(1, new Boxes(Red, [new Box(0, 0, 10.3, 30), new Box(10.3, 0, 9.7, 30)]));

        Assert.All(Enumerable.Range(0, 20), x => Assert.Equal(Red, bitmap[x, 15]));
    }

    [Fact]
    public void A_line_is_solid_within_the_pen_and_fades_at_its_edge()
    {
        var bitmap = Render(1, new Strokes(Colour.Ink, 3, [[new Point(5, 10), new Point(30, 10)]]));

        Assert.Equal(Colour.Ink, bitmap[15, 10]);
        Assert.Equal(Colour.White, bitmap[15, 14]);
        Assert.InRange(bitmap[15, 11].Luma, Colour.Ink.Luma + 0.1, 254.9);
    }

    [Fact]
    public void What_lies_outside_the_figure_is_cut_off()
    {
        var bitmap = Render(1, new Boxes(Red, new Box(-10, -10, 100, 15)), new Disc(new Point(40, 30), 5, Red));

        Assert.Equal(Red, bitmap[39, 4]);
        Assert.Equal(Red, bitmap[39, 29]);
        Assert.Equal(Colour.White, bitmap[0, 29]);
    }

    [Fact]
    public void A_picture_keeps_its_pixels_sharp()
    {
        var source = new Bitmap(2, 1) { [0, 0] = Red, [1, 0] = Colour.Ink };
        var bitmap = Render(1, new Picture(new Box(10, 10, 8, 4), source));

        Assert.Equal(Red, bitmap[13, 12]);
        Assert.Equal(Colour.Ink, bitmap[14, 12]);
    }

    [Fact]
    public void Every_printable_ascii_character_and_the_fields_symbols_have_a_letterform()
    {
        var wanted = Enumerable.Range(32, 95).Select(code => (char)code).Concat("αβλμρσ²×≤≥–−·…±∞√");

        Assert.DoesNotContain(wanted, character => !StrokeFont.Has(character));
    }

    [Fact]
    public void No_two_characters_look_the_same()
    {
        var forms = Enumerable.Range(33, 94)
            .Select(code => string.Join('|', StrokeFont.Lines(new Text(((char)code).ToString(), default, 100, Colour.Ink)).Select(line => string.Join(' ', line))));

        Assert.Equal(94, forms.Distinct().Count());
    }

    [Fact]
    public void Letters_stay_within_their_advance_and_line()
    {
        foreach (var code in Enumerable.Range(33, 94))
        {
            var text = ((char)code).ToString();
            var points = StrokeFont.Lines(new Text(text, default, 100, Colour.Ink)).SelectMany(line => line).ToList();

            Assert.NotEmpty(points);
            Assert.InRange(points.Min(point => point.X), 1, 100);
            Assert.InRange(points.Max(point => point.X), 1, StrokeFont.Measure(text, 100) - 1);
            Assert.InRange(points.Min(point => point.Y), -81, 10);
            Assert.InRange(points.Max(point => point.Y), -72, 25);
        }
    }

    [Theory]
    [InlineData(Anchor.Start, 0, 100, 200)]
    [InlineData(Anchor.End, 0, 0, 100)]
    [InlineData(Anchor.Middle, 0, 50, 150)]
    public void An_anchor_says_which_way_text_grows(Anchor anchor, double degrees, double left, double right)
    {
        var points = StrokeFont.Lines(new Text("HHHH", new Point(100, 50), 35, Colour.Ink, anchor, Degrees: degrees)).SelectMany(line => line).ToList();

        Assert.InRange(points.Min(point => point.X), left, left + 10);
        Assert.InRange(points.Max(point => point.X), right - 10, right);
    }

    [Fact]
    public void Text_turned_by_minus_ninety_degrees_reads_upwards()
    {
        var points = StrokeFont.Lines(new Text("HHHH", new Point(100, 200), 35, Colour.Ink, Degrees: -90)).SelectMany(line => line).ToList();

        Assert.InRange(points.Min(point => point.Y), 100, 110);
        Assert.InRange(points.Max(point => point.X), 99, 101);
    }

    [Fact]
    public void Text_too_long_ends_in_an_ellipsis_within_the_width()
    {
        var fitted = StrokeFont.Fit("a name that is much too long", 12, 80);

        Assert.EndsWith("…", fitted, StringComparison.Ordinal);
        Assert.InRange(StrokeFont.Measure(fitted, 12), 60, 80);
        Assert.Equal("short", StrokeFont.Fit("short", 12, 80));
    }
}
