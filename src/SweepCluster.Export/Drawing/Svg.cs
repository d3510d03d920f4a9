using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Xml;
using SweepCluster.Export.Drawing.Lettering;

namespace SweepCluster.Export.Drawing;

/// <summary>Writes a figure as SVG 1.1, with its texts as text.</summary>
public static class Svg
{
    private const string Namespace = "http://www.w3.org/2000/svg";
    private const string Fonts = "Helvetica Neue, Helvetica, Arial, Liberation Sans, DejaVu Sans, sans-serif";

    /// <param name="output">Receives UTF-8; stays open.</param>
    public static void Write(Figure figure, Stream output)
    {
        var settings = new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n", CloseOutput = false };
        using var xml = XmlWriter.Create(output, settings);
        xml.WriteStartElement("svg", Namespace);
        Attributes(xml, ("width", figure.Width), ("height", figure.Height));
        xml.WriteAttributeString("viewBox", $"0 0 {figure.Width} {figure.Height}");
        xml.WriteAttributeString("role", "img");
        xml.WriteAttributeString("font-family", Fonts);
        xml.WriteElementString("title", Namespace, Clean(figure.Title));
        foreach (var shape in figure.Shapes)
        {
            Write(xml, shape);
        }

        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, Shape shape)
    {
        switch (shape)
        {
            case Boxes boxes:
                xml.WriteStartElement("path", Namespace);
                xml.WriteAttributeString("fill", boxes.Fill.Hex);
                xml.WriteAttributeString("shape-rendering", "crispEdges");
                xml.WriteAttributeString("d", string.Concat(boxes.Items.Select(Path)));
                break;
            case Strokes strokes:
                xml.WriteStartElement("path", Namespace);
                xml.WriteAttributeString("fill", "none");
                xml.WriteAttributeString("stroke", strokes.Colour.Hex);
                xml.WriteAttributeString("stroke-linecap", "round");
                xml.WriteAttributeString("stroke-linejoin", "round");
                Attributes(xml, ("stroke-width", strokes.Width));
                xml.WriteAttributeString("d", string.Concat(strokes.Lines.Select(Path)));
                break;
            case Disc disc:
                xml.WriteStartElement("circle", Namespace);
                xml.WriteAttributeString("fill", disc.Fill.Hex);
                Attributes(xml, ("cx", disc.Centre.X), ("cy", disc.Centre.Y), ("r", disc.Radius));
                break;
            case Picture picture:
                WriteImage(xml, picture);
                break;
            case Text text:
                WriteText(xml, text);
                break;
            default:
                throw new ArgumentException($"No way to write a {shape.GetType().Name}.", nameof(shape));
        }

        xml.WriteEndElement();
    }

    private static void WriteImage(XmlWriter xml, Picture picture)
    {
        using var png = new MemoryStream();
        Png.Write(picture.Bitmap, png);
        xml.WriteStartElement("image", Namespace);
        Attributes(xml, ("x", picture.Box.X), ("y", picture.Box.Y), ("width", picture.Box.Width), ("height", picture.Box.Height));
        xml.WriteAttributeString("preserveAspectRatio", "none");
        xml.WriteAttributeString("style", "image-rendering:pixelated");
        xml.WriteAttributeString("href", "data:image/png;base64," + Convert.ToBase64String(png.GetBuffer(), 0, (int)png.Length));
    }

    // The reader's font is not known: textLength makes any of them fill the width that the layout reckoned with.
    private static void WriteText(XmlWriter xml, Text text)
    {
        xml.WriteStartElement("text", Namespace);
        Attributes(xml, ("x", text.At.X), ("y", text.At.Y), ("font-size", text.Size), ("textLength", StrokeFont.Measure(text.Content, text.Size, text.IsBold)));
        xml.WriteAttributeString("lengthAdjust", "spacingAndGlyphs");
        xml.WriteAttributeString("fill", text.Colour.Hex);
        if (text.Anchor != Anchor.Start)
        {
            xml.WriteAttributeString("text-anchor", text.Anchor == Anchor.Middle ? "middle" : "end");
        }

        if (text.IsBold)
        {
            xml.WriteAttributeString("font-weight", "bold");
        }

        if (text.Degrees != 0)
        {
            xml.WriteAttributeString("transform", $"rotate({Number(text.Degrees)} {Number(text.At.X)} {Number(text.At.Y)})");
        }

        xml.WriteString(Clean(text.Content));
    }

    private static string Path(Box box) =>
        $"M{Number(box.X)} {Number(box.Y)}h{Number(box.Width)}v{Number(box.Height)}h{Number(-box.Width)}z";

    private static string Path(ImmutableArray<Point> line) =>
        "M" + string.Join('L', line.Select(point => $"{Number(point.X)} {Number(point.Y)}"));

    private static void Attributes(XmlWriter xml, params ReadOnlySpan<(string Name, double Value)> attributes)
    {
        foreach (var (name, value) in attributes)
        {
            xml.WriteAttributeString(name, Number(value));
        }
    }

    // Names come from users, and XML has characters that it cannot hold at all.
    private static string Clean(string text) => string.Concat(text.Select(character => XmlConvert.IsXmlChar(character) ? character : ' '));

    private static string Number(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);
}
