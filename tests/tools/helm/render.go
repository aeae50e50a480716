// render CHART RELEASE NAMESPACE [VALUES]: prints what helm would send to Kubernetes, for the templates that text/template, sprig and four functions of helm's
// own can render. There is no helm in Debian.
package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig"
	"gopkg.in/yaml.v3"
)

func main() {
	if len(os.Args) < 4 {
		fail(fmt.Errorf("usage: render CHART RELEASE NAMESPACE [VALUES]"))
	}
	chart := os.Args[1]
	values := read(filepath.Join(chart, "values.yaml"))
	for _, file := range os.Args[4:] {
		values = merge(values, read(file))
	}
	described := read(filepath.Join(chart, "Chart.yaml"))
	root := map[string]interface{}{
		"Values":  values,
		"Chart":   map[string]interface{}{"Name": described["name"], "Version": described["version"], "AppVersion": described["appVersion"]},
		"Release": map[string]interface{}{"Name": os.Args[2], "Namespace": os.Args[3], "Service": "Helm"},
	}

	all := template.New("chart").Option("missingkey=error")
	functions := sprig.TxtFuncMap()
	functions["toYaml"] = func(value interface{}) (string, error) {
		text, err := yaml.Marshal(value)
		return strings.TrimSuffix(string(text), "\n"), err
	}
	functions["include"] = func(name string, data interface{}) (string, error) {
		var text bytes.Buffer
		err := all.ExecuteTemplate(&text, name, data)
		return text.String(), err
	}
	functions["required"] = func(message string, value interface{}) (interface{}, error) {
		if value == nil || value == "" {
			return nil, fmt.Errorf("%s", message)
		}
		return value, nil
	}
	all.Funcs(functions)

	files, err := filepath.Glob(filepath.Join(chart, "templates", "*"))
	fail(err)
	for _, file := range files {
		text, err := os.ReadFile(file)
		fail(err)
		_, err = all.New(filepath.Base(file)).Parse(string(text))
		fail(err)
	}
	for _, file := range files {
		if name := filepath.Base(file); strings.HasSuffix(name, ".yaml") || os.Getenv("NOTES") != "" && name == "NOTES.txt" {
			var text bytes.Buffer
			fail(all.ExecuteTemplate(&text, name, root))
			if strings.TrimSpace(text.String()) != "" {
				fmt.Printf("---\n# Source: %s\n%s\n", name, strings.TrimRight(text.String(), "\n"))
			}
		}
	}
}

func read(path string) map[string]interface{} {
	text, err := os.ReadFile(path)
	fail(err)
	values := map[string]interface{}{}
	fail(yaml.Unmarshal(text, &values))
	return values
}

// As helm does: tables are merged, everything else is replaced.
func merge(under, over map[string]interface{}) map[string]interface{} {
	for name, value := range over {
		if table, isTable := value.(map[string]interface{}); isTable {
			if known, isKnown := under[name].(map[string]interface{}); isKnown {
				under[name] = merge(known, table)
				continue
			}
		}
		under[name] = value
	}
	return under
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "render:", err)
		os.Exit(1)
	}
}
